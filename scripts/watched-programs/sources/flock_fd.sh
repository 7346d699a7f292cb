# Two shells that lock a file by its descriptor, and then compute themselves.
lock=lock
job() {
  while :; do
    exec 9> "$lock" && flock 9
    i=0
    while [ $i -lt 200000 ]; do i=$((i + 1)); done
    exec 9>&-
  done
}
job &
job
