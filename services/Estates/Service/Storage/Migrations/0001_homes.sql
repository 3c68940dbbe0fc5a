-- Blocks and homes. Text that is ordered or compared by pages has the C collation, so that every server sorts it alike.
create table block (
  id       uuid primary key,
  landlord text not null,
  estate   text not null,
  name     text not null,
  constraint block_name_key unique (landlord, estate, name)
);

create table home (
  id            uuid primary key,
  landlord      text not null,
  reference     text collate "C" not null,
  address_lines text[] not null check (cardinality(address_lines) between 1 and 5),
  postcode      text not null,
  block_id      uuid references block,
  has_gas       boolean not null,
  handed_over   date,
  registered_at timestamptz not null,
  registered_by text not null,
  constraint home_reference_key unique (landlord, reference)
);

create index home_block_id_idx on home (block_id);
