// Two workers that take jobs from a channel: they share nothing.
package main

func main() {
	jobs, results := make(chan uint64, 10), make(chan uint64, 10)
	for i := 0; i < 2; i++ {
		go func() {
			for seed := range jobs {
				for n := uint64(0); n < 10_000_000; n++ {
					seed = seed*6364136223846793005 + n
				}
				results <- seed
			}
		}()
	}
	go func() {
		for n := uint64(0); ; n++ {
			jobs <- n
		}
	}()
	for range results {
	}
}
