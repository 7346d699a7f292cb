/**
 * Waits until we are gone, and then kills whatever is left of the processes in the list and what they have started: each is
 * stopped first, so that it can't start more. The time at which a process started (proc_pid_stat(5), field 22) tells it from a
 * later one with its number. Without a list, we were gone before we knew the command's PID. It then has all in common with the
 * reaper that we gave both: the parent to whom they were handed on, the group, the session and the environment; and it is
 * younger, by its time and by its number. Nothing is killed that lacks one of these. Where the command has a mark in its
 * environment, that tells who was started or lost its parent since the list was written; who was just being started has it a
 * moment later. One with a session of its own means to outlive us.
 */
export const REAPER_SCRIPT = `
trap '' INT QUIT HUP TERM TSTP
us=$1 mark=$2 unlisted=
# No program of the current folder, whatever PATH says.
path=/bin
set -f
IFS=:
for folder in $PATH; do
  case $folder in /*) path=$path:$folder ;; esac
done
unset IFS
set +f
PATH=$path
while read -r line; do :; done
end() {
  kill -STOP "$1"
  for child in $(cat "/proc/$1/task/$1/children"); do end "$child"; done
  kill -KILL "$1"
}
# A name may hold line breaks and brackets: what comes after the last one are the fields from the third on.
fields() {
  stat=; while read -r line; do stat="$stat$line "; done <"/proc/$1/stat" && echo "\${stat##*) }"
}
list() {
  # Our end closes the pipe first, and hands our children on later.
  until set -- $(fields $$) && [ "$2" != "$us" ]; do :; done
  place="$2 $3 $4" start=\${20} environment=$(cat "/proc/$$/environ")
  for each in /proc/[0-9]*; do
    pid=\${each#/proc/}
    [ "$pid" -gt $$ ] || continue
    set -- $(fields "$pid")
    [ "$2 $3 $4" = "$place" ] && [ "\${20}" -ge "$start" ] || continue
    [ "$(cat "/proc/$pid/environ")" = "$environment" ] && echo "$pid:\${20}"
  done
}
marked() {
  set -- $(fields $$)
  session=$4
  for each in $(grep -lsF "$mark" /proc/[0-9]*/environ); do
    pid=\${each#/proc/} pid=\${pid%/environ}
    set -- $(fields "$pid")
    [ "$4" = "$session" ] && end "$pid"
  done
}
{ read -r list <&3 || { list=$(list); unlisted=yes; }
  for each in $list; do
    pid=\${each%:*}
    set -- $(fields "$pid")
    [ $# -ge 20 ] && [ "\${20}" = "\${each#*:}" ] && end "$pid"
  done
  [ "$list$unlisted" = '' ] || [ "$mark" = '' ] || { marked; sleep 0.2; marked; }
} 2>/dev/null`;
