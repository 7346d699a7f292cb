// Four threads and one ReentrantLock.
import java.util.concurrent.locks.ReentrantLock;

public class Reentrant {
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static long sum;

  private static void add() {
    LOCK.lock();
    try {
      for (long n = 0; n < 200_000; n++) sum += n ^ sum;
    } finally {
      LOCK.unlock();
    }
  }

  public static void main(String[] args) {
    for (int i = 0; i < 4; i++)
      new Thread(() -> { for (;;) add(); }, "adder-" + i).start();
  }
}
