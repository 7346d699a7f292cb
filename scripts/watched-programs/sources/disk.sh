# Small writes, each of which waits for the disk.
file=$(mktemp ./disk.XXXXXX) && trap 'rm -f "$file"' EXIT
dd if=/dev/zero of="$file" bs=4k oflag=dsync 2> /dev/null
