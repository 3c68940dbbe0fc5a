-- Sums with the times taken beside them: a row a month and promise, of all estates together and of each, instead of one for every length of time. What the version before reads stays as views.
create table promise_sum (
  landlord text not null,
  month date not null,
  standard_id text not null,
  service text not null,
  met bigint not null,
  met_by_extension bigint not null,
  missed bigint not null,
  open bigint not null,
  excused bigint not null,
  extended bigint not null,
  taken_from integer not null,         -- the step that the first of these is of
  taken integer[] not null,            -- how many took as long as each step, from that one on
  primary key (landlord, standard_id, month, service)
) with (fillfactor = 70);
create table promise_sum_by_estate (
  landlord text not null,
  month date not null,
  standard_id text not null,
  service text not null,
  estate text not null,
  met bigint not null,
  met_by_extension bigint not null,
  missed bigint not null,
  open bigint not null,
  excused bigint not null,
  extended bigint not null,
  taken_from integer not null,
  taken integer[] not null,
  primary key (landlord, estate, standard_id, month, service)
) with (fillfactor = 70);

create type promise_change as (
  landlord text, month date, standard_id text, service text, estate text, outcome text, met_by_extension boolean, extended boolean, taken integer, sign integer
);

-- Steps in order, each with how many, as one row from the first step to the last.
create function spread(steps integer[], promises bigint[]) returns integer[] language plpgsql immutable as $$
declare
  counts integer[];
begin
  if steps is null then
    return '{}';
  end if;
  counts := array_fill(0, array[steps[cardinality(steps)] - steps[1] + 1]);
  for i in 1..cardinality(steps) loop
    counts[steps[i] - steps[1] + 1] := promises[i];
  end loop;
  return counts;
end $$;

create function together(counts integer[], first integer, others integer[], first_of_others integer) returns integer[] language plpgsql immutable as $$
declare
  lowest integer := least(first, first_of_others);
  highest integer := greatest(first + cardinality(counts), first_of_others + cardinality(others)) - 1;
  sums integer[];
begin
  if cardinality(others) = 0 then
    return counts;
  end if;
  if cardinality(counts) = 0 then
    return others;
  end if;
  if cardinality(counts) = highest - lowest + 1 then
    sums := counts;
  else
    sums := array_fill(0, array[highest - lowest + 1]);
    sums[first - lowest + 1 : first - lowest + cardinality(counts)] := counts;
  end if;
  for i in 1..cardinality(others) loop
    if others[i] <> 0 then
      sums[first_of_others - lowest + i] := sums[first_of_others - lowest + i] + others[i];
    end if;
  end loop;
  return sums;
end $$;

create function add_to_sums(changes promise_change[]) returns void language sql as $$
  with lines as materialized (
    select landlord, month, standard_id, service, estate, taken,
           coalesce(sum(sign) filter (where outcome = 'met'), 0) as met, coalesce(sum(sign) filter (where met_by_extension), 0) as met_by_extension,
           coalesce(sum(sign) filter (where outcome = 'missed'), 0) as missed, coalesce(sum(sign) filter (where outcome = 'open'), 0) as open,
           coalesce(sum(sign) filter (where outcome = 'cancelled'), 0) as excused, coalesce(sum(sign) filter (where extended), 0) as extended, sum(sign) as promises
    from unnest(changes)
    group by landlord, month, standard_id, service, estate, taken),
  steps as (
    select landlord, month, standard_id, service, taken, sum(promises) as promises
    from lines where taken is not null group by landlord, month, standard_id, service, taken having sum(promises) <> 0),
  times as (
    select landlord, month, standard_id, service, min(taken) as taken_from, spread(array_agg(taken order by taken), array_agg(promises::bigint order by taken)) as taken
    from steps group by landlord, month, standard_id, service),
  times_by_estate as (
    select landlord, month, standard_id, service, estate, min(taken) as taken_from, spread(array_agg(taken order by taken), array_agg(promises order by taken)) as taken
    from lines where taken is not null and promises <> 0 group by landlord, month, standard_id, service, estate),
  everywhere as (
    insert into promise_sum as sums
    select landlord, month, standard_id, service, sum(met), sum(met_by_extension), sum(missed), sum(open), sum(excused), sum(extended), coalesce(min(taken_from), 0), coalesce(min(times.taken), '{}')
    from lines left join times using (landlord, month, standard_id, service)
    group by landlord, month, standard_id, service
    on conflict (landlord, standard_id, month, service) do update set
      met = sums.met + excluded.met, met_by_extension = sums.met_by_extension + excluded.met_by_extension, missed = sums.missed + excluded.missed,
      open = sums.open + excluded.open, excused = sums.excused + excluded.excused, extended = sums.extended + excluded.extended,
      taken = together(sums.taken, sums.taken_from, excluded.taken, excluded.taken_from),
      taken_from = case when excluded.taken = '{}' then sums.taken_from when sums.taken = '{}' then excluded.taken_from else least(sums.taken_from, excluded.taken_from) end)
  insert into promise_sum_by_estate as sums
  select landlord, month, standard_id, service, estate, sum(met), sum(met_by_extension), sum(missed), sum(open), sum(excused), sum(extended), coalesce(min(taken_from), 0), coalesce(min(times.taken), '{}')
  from lines left join times_by_estate times using (landlord, month, standard_id, service, estate)
  group by landlord, month, standard_id, service, estate
  on conflict (landlord, estate, standard_id, month, service) do update set
    met = sums.met + excluded.met, met_by_extension = sums.met_by_extension + excluded.met_by_extension, missed = sums.missed + excluded.missed,
    open = sums.open + excluded.open, excused = sums.excused + excluded.excused, extended = sums.extended + excluded.extended,
    taken = together(sums.taken, sums.taken_from, excluded.taken, excluded.taken_from),
    taken_from = case when excluded.taken = '{}' then sums.taken_from when sums.taken = '{}' then excluded.taken_from else least(sums.taken_from, excluded.taken_from) end;
$$;

-- What a row was is taken from the sums and what it is added to them, in one step.
create or replace function sum_up() returns trigger language plpgsql as $$
declare
  changes promise_change[];
begin
  if tg_op <> 'INSERT' then
    changes := array(select row(landlord, month, standard_id, service, estate, outcome, met_by_extension, extended, taken, -1)::promise_change from before);
  end if;
  if tg_op <> 'DELETE' then
    changes := changes || array(select row(landlord, month, standard_id, service, estate, outcome, met_by_extension, extended, taken, 1)::promise_change from after);
  end if;
  if cardinality(changes) > 0 then
    perform add_to_sums(changes);
  end if;
  return null;
end $$;

-- All sums from all promises: for tables filled at once, which is quicker than line by line.
create function sum_up_anew() returns void language plpgsql as $$
begin
  truncate promise_sum, promise_sum_by_estate;
  create temporary table line on commit drop as
    select landlord, month, standard_id, service, estate, taken, count(*) filter (where outcome = 'met') as met, count(*) filter (where met_by_extension) as met_by_extension,
           count(*) filter (where outcome = 'missed') as missed, count(*) filter (where outcome = 'open') as open, count(*) filter (where outcome = 'cancelled') as excused,
           count(*) filter (where extended) as extended, count(*) as promises
    from kept_promise group by landlord, month, standard_id, service, estate, taken;
  insert into promise_sum_by_estate
    select landlord, month, standard_id, service, estate, sum(met), sum(met_by_extension), sum(missed), sum(open), sum(excused), sum(extended), coalesce(min(taken), 0),
           spread(array_agg(taken order by taken) filter (where taken is not null), array_agg(promises order by taken) filter (where taken is not null))
    from line group by landlord, month, standard_id, service, estate;
  insert into promise_sum
    select landlord, month, standard_id, service, sum(met), sum(met_by_extension), sum(missed), sum(open), sum(excused), sum(extended), coalesce(min(taken), 0),
           spread(array_agg(taken order by taken) filter (where taken is not null), array_agg(promises order by taken) filter (where taken is not null))
    from (select landlord, month, standard_id, service, taken, sum(met) as met, sum(met_by_extension) as met_by_extension, sum(missed) as missed, sum(open) as open, sum(excused) as excused,
                 sum(extended) as extended, sum(promises)::bigint as promises
          from line group by landlord, month, standard_id, service, taken) of_all
    group by landlord, month, standard_id, service;
end $$;
select sum_up_anew();

drop table promise_month, promise_month_taken, promise_month_taken_by_estate;
drop function count_promises(promise_line[], integer);
drop type promise_line;
create view promise_month as
  select landlord, month, standard_id, service, estate, met, met_by_extension, missed, open, excused, extended from promise_sum_by_estate;
create view promise_month_taken as
  select landlord, month, standard_id, service, (taken_from + n - 1)::integer as taken, promises::bigint as promises
  from promise_sum cross join lateral unnest(taken) with ordinality as step (promises, n) where promises <> 0;
create view promise_month_taken_by_estate as
  select landlord, month, standard_id, service, estate, (taken_from + n - 1)::integer as taken, promises::bigint as promises
  from promise_sum_by_estate cross join lateral unnest(taken) with ordinality as step (promises, n) where promises <> 0;

-- Several promises are listed one by one and put in order afterwards, so nothing is read in the order of all. What is rare is found without reading what it lies among.
drop index kept_promise_by_due;
create index kept_promise_by_estate on kept_promise (landlord, estate, standard_id, due_at, commitment_id) where estate <> '';
create index kept_promise_by_extension on kept_promise (landlord, standard_id, due_at, commitment_id) where met_by_extension;
create index kept_promise_excused on kept_promise (landlord, standard_id, due_at, commitment_id) where outcome = 'cancelled';
create index kept_promise_warned on kept_promise (landlord, due_at, commitment_id) where outcome = 'open' and change = 'warned';
