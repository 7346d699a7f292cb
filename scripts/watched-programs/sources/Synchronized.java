// Four threads and one synchronized method.
public class Synchronized {
  private long sum;

  private synchronized void add() {
    for (long n = 0; n < 200_000; n++) sum += n ^ sum;
  }

  public static void main(String[] args) {
    Synchronized shared = new Synchronized();
    for (int i = 0; i < 4; i++)
      new Thread(() -> { for (;;) shared.add(); }, "adder-" + i).start();
  }
}
