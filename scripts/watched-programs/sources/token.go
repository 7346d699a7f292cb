// A token goes around four goroutines over unbuffered channels: whoever has it computes.
package main

func station(in <-chan uint64, out chan<- uint64) {
	for token := range in {
		for n := uint64(0); n < 1_000_000; n++ {
			token = token*6364136223846793005 + n
		}
		out <- token
	}
}

func main() {
	first := make(chan uint64)
	in := first
	for i := 0; i < 3; i++ {
		out := make(chan uint64)
		go station(in, out)
		in = out
	}
	go station(in, first)
	first <- 1
	select {}
}
