-- Words are looked up more often than written: an entry waits in no list that each search would read through.
alter index complaint_by_words set (fastupdate = off);
select gin_clean_pending_list('complaint_by_words');
