// Draws each table of months as a chart; without this the table says all of it.
import { CategoryScale, Chart, LinearScale, LineController, LineElement, PointElement, Tooltip } from 'chart.js';

Chart.register(CategoryScale, LinearScale, LineController, LineElement, PointElement, Tooltip);

const colour = getComputedStyle(document.documentElement).getPropertyValue('--landlord-brand').trim() || '#22384f';
for (const place of document.querySelectorAll('[data-chart]')) {
  const rows = [...document.querySelectorAll(`[data-chart-of="${place.dataset.chart}"] tbody tr`)];
  if (!rows.some((row) => row.dataset.value)) {
    continue;
  }
  place.hidden = false;
  const canvas = place.appendChild(document.createElement('canvas'));
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', 'The share kept month by month, as in the table below');
  new Chart(canvas, {
    type: 'line',
    data: {
      labels: rows.map((row) => row.dataset.label),
      datasets: [{ label: 'Share kept', data: rows.map((row) => (row.dataset.value ? Number(row.dataset.value) : null)), borderColor: colour, backgroundColor: colour, borderWidth: 3, pointRadius: 5, spanGaps: true }],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      scales: { y: { min: 0, max: 100, ticks: { callback: (value) => `${value} %` } } },
      plugins: { tooltip: { callbacks: { label: (point) => `${point.parsed.y} %` } } },
    },
  });
}
