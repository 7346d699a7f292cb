// std::async with launch::async: one thread per task, two tasks at a time.
#include <future>

static long work(long rounds) {
  volatile long sum = 0;
  for (long i = 0; i < rounds; i++) sum = sum + i;
  return sum;
}

int main() {
  for (;;) {
    auto one = std::async(std::launch::async, work, 500'000'000L);
    auto two = std::async(std::launch::async, work, 500'000'000L);
    one.get();
    two.get();
  }
}
