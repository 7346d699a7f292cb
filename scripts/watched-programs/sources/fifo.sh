# A reader of a FIFO, and a writer that has a line twice a second.
fifo=$(mktemp -u) && mkfifo "$fifo" && trap 'rm -f "$fifo"' EXIT
while sleep 0.5; do echo line; done > "$fifo" &
while read -r line; do :; done < "$fifo"
