// std::async with launch::deferred: nothing starts before get(), and then on the caller's thread.
#include <future>

static long work(long rounds) {
  volatile long sum = 0;
  for (long i = 0; i < rounds; i++) sum = sum + i;
  return sum;
}

int main() {
  for (;;) {
    auto one = std::async(std::launch::deferred, work, 100'000'000L);
    auto two = std::async(std::launch::deferred, work, 100'000'000L);
    one.get();
    two.get();
  }
}
