// Four threads around one Arc<Mutex<…>>.
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let sum = Arc::new(Mutex::new(0u64));
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let sum = Arc::clone(&sum);
            thread::spawn(move || loop {
                let mut sum = sum.lock().unwrap();
                for n in 0..100_000u64 {
                    *sum = std::hint::black_box(*sum ^ n);
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
}
