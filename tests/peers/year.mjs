// Works out what accounts stand at, by a way of its own: day by day, from what was agreed, in whole pence. It shares nothing with the service but the
// landlords' files. Standard input: { "standards": folder, "through": "2036-04-06", "accounts": [{ "id", "landlord", "charges": [{ "pence", "per", "cycle",
// "from", "until" }], "sums": [pence, …] }] }; standard output: { id: pence, … }.
import { readFileSync } from 'node:fs';

const DAY = 86_400_000;
const day = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;
const date = (number) => new Date(number * DAY);
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const input = JSON.parse(readFileSync(0, 'utf8'));
const terms = {};
const termsOf = (landlord) => terms[landlord] ??= JSON.parse(readFileSync(`${input.standards}/${landlord}.json`, 'utf8')).income.charges;

const isLeap = (year) => new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
const yearStart = (term, year) => day(`${year}-${term.yearStarts}`);

/** The first day of weeks of the charge year that starts in a calendar year. */
function firstWeek(term, year) {
  let start = yearStart(term, year);
  while (date(start).getUTCDay() !== weekdays.indexOf(term.weekday)) start++;
  return start;
}

/** The periods of the charge year that a day is in: [first, last, shares]. */
const years = new Map();
function yearOf(landlord, cycle, at) {
  const term = termsOf(landlord);
  let year = date(at).getUTCFullYear() + 1;
  const starts = cycle === 'monthly' ? yearStart : firstWeek;
  while (starts(term, year) > at) year--;
  const key = `${landlord}/${cycle}/${year}`;
  if (!years.has(key)) years.set(key, cycle === 'monthly' ? months(term, year) : weeks(term, year, cycle));
  return years.get(key);
}

function months(term, year) {
  const [month, of] = term.yearStarts.split('-').map(Number);
  const periods = [];
  for (let at = 0; at < 12; at++) {
    const first = Date.UTC(year, month - 1 + at, of) / DAY;
    periods.push({ first, last: Date.UTC(year, month + at, of) / DAY - 1, shares: 1 });
  }
  return { periods, weeks: 52, shares: 12 };
}

function weeks(term, year, cycle) {
  const first = firstWeek(term, year);
  const count = (firstWeek(term, year + 1) - first) / 7;
  const free = new Set();
  if (cycle === 'weekly') {
    const left = Math.max(0, count - term.rentWeeks);
    for (const named of term.freeWeeks)
      for (const in_ of [year, year + 1]) {
        if (named === '02-29' && !isLeap(in_)) continue;
        const week = Math.floor((day(`${in_}-${named}`) - first) / 7);
        if (free.size < left && week >= 0 && week < count) free.add(week);
      }
    for (let week = count - 1; free.size < left; week--) free.add(week);
  }
  const together = cycle === 'four-weekly' ? 4 : 1;
  const periods = [];
  for (let week = 0; week < count; week += together) {
    const through = Math.min(week + together, count);
    periods.push({ first: first + week * 7, last: first + through * 7 - 1, shares: cycle === 'weekly' && free.has(week) ? 0 : through - week });
  }
  return { periods, weeks: count, shares: periods.reduce((sum, period) => sum + period.shares, 0) };
}

const part = (pence, some, all) => (pence * BigInt(some)) / BigInt(all);

/** What a whole period comes to: what the year comes to up to its end, less what it comes to up to its start. */
function ofPeriod(charge, year, index) {
  const pence = BigInt(charge.pence);
  const whole = charge.per === 'week' ? pence * BigInt(year.weeks) : charge.per === 'month' ? pence * 12n : pence;
  let before = 0;
  for (let at = 0; at < index; at++) before += year.periods[at].shares;
  return part(whole, before + year.periods[index].shares, year.shares) - part(whole, before, year.shares);
}

/** What has fallen due of a charge by a day: each of its days whose period, or first day in it, has begun. */
function due(landlord, charge, through) {
  const from = day(charge.from);
  const until = charge.until ? day(charge.until) : Infinity;
  let sum = 0n;
  for (let at = from; at <= until; ) {
    if (at > through) break;
    const year = yearOf(landlord, charge.cycle, at);
    const index = year.periods.findIndex((period) => at >= period.first && at <= period.last);
    const period = year.periods[index];
    const pence = ofPeriod(charge, year, index);
    const days = period.last - period.first + 1;
    for (; at <= Math.min(period.last, until); at++) sum += part(pence, at - period.first + 1, days) - part(pence, at - period.first, days);
  }
  return sum;
}

const balances = {};
for (const account of input.accounts) {
  let balance = account.sums.reduce((sum, pence) => sum + BigInt(pence), 0n);
  for (const charge of account.charges) balance += due(account.landlord, charge, day(input.through));
  balances[account.id] = Number(balance);
}
console.log(JSON.stringify(balances));
