# A reader of a FIFO, and a writer that has a line twice a second.
rm -f fifo && mkfifo fifo
while sleep 0.5; do echo line; done > fifo &
while read -r line; do :; done < fifo
