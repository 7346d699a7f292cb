// Four goroutines that compute under one sync.Mutex.
package main

import "sync"

var mu sync.Mutex
var sum uint64

func main() {
	for i := 0; i < 4; i++ {
		go func() {
			for {
				mu.Lock()
				for n := uint64(0); n < 100_000; n++ {
					sum += n ^ sum
				}
				mu.Unlock()
			}
		}()
	}
	select {}
}
