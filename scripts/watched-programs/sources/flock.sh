# Two shells whose commands run under a lock on one file, as jobs of cron do.
lock=lock
job() {
  while :; do
    flock "$lock" sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done'
  done
}
job &
job
