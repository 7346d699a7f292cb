# Four threads in Ruby: one holds the GVL, the others wait for it.
4.times.map { Thread.new { loop { (1..1000).sum { |n| Math.sqrt(n) } } } }.each(&:join)
