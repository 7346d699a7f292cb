/* A loop that computes on one thread for some 0.3 s. */
#include <stdint.h>

int main(void) {
  volatile uint64_t sum = 0;
  for (uint64_t step = 0; step < 150000000; step++) sum = sum * 6364136223846793005u + step;
  return sum == 1;
}
