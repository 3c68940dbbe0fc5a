// Draws each table of months as a chart; without this the table says all of it.
import { CategoryScale, Chart, Legend, LinearScale, LineController, LineElement, PointElement, Tooltip } from 'chart.js';

Chart.register(CategoryScale, Legend, LinearScale, LineController, LineElement, PointElement, Tooltip);

const colour = getComputedStyle(document.documentElement).getPropertyValue('--landlord-brand').trim() || '#22384f';
const figures = (rows, name) => rows.map((row) => (row.dataset[name] ? Number(row.dataset[name]) : null));
for (const place of document.querySelectorAll('[data-chart]')) {
  const table = document.querySelector(`[data-chart-of="${place.dataset.chart}"]`);
  const rows = [...table.querySelectorAll('tbody tr')];
  const { series = 'Share kept', seriesBeside } = table.dataset;
  if (!rows.some((row) => row.dataset.value)) {
    continue;
  }
  place.hidden = false;
  // The figures stay at hand, and give their place to the chart.
  table.closest('details')?.removeAttribute('open');
  const canvas = place.appendChild(document.createElement('canvas'));
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', `${series}${seriesBeside ? ` and ${seriesBeside.toLowerCase()}` : ''}, month by month, as in the table below`);
  new Chart(canvas, {
    type: 'line',
    data: {
      labels: rows.map((row) => row.dataset.label),
      datasets: [
        { label: series, data: figures(rows, 'value'), borderColor: colour, backgroundColor: colour, borderWidth: 3, pointRadius: 5, spanGaps: true, clip: false },
        // Told apart by more than its colour.
        ...(seriesBeside ? [{ label: seriesBeside, data: figures(rows, 'beside'), borderColor: '#505a5f', backgroundColor: '#505a5f', borderWidth: 3, borderDash: [8, 5], pointStyle: 'rect', pointRadius: 5, spanGaps: true, clip: false }] : []),
      ],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      scales: { y: { min: 0, max: 100, ticks: { callback: (value) => `${value} %` } } },
      plugins: { legend: { display: Boolean(seriesBeside), labels: { usePointStyle: true } }, tooltip: { callbacks: { label: (point) => `${point.parsed.y} %` } } },
    },
  });
}
