package dev.jacquard.cli;

import dev.jacquard.cli.text.Units;
import dev.jacquard.tune.Progress;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows on stderr how a tuning run goes on. */
interface LiveProgress extends Progress, AutoCloseable {

  @Override
  void close();

  /** A bar that is redrawn on a terminal, else a line now and then. */
  static LiveProgress of(Console console, Duration budget) {
    return console.terminal() ? new Bar(console, budget) : new Lines(console);
  }

  private static String describe(Progress.State state) {
    String best = Double.isInfinite(state.bestMicros()) ? "-" : Units.time(state.bestMicros());
    return "best %s, generation %d, %d measured".formatted(best, state.generation(),
        state.counts().measured());
  }

  /** On a terminal. */
  final class Bar implements LiveProgress {

    private final ProgressBar bar;

    private Bar(Console console, Duration budget) {
      bar = new ProgressBarBuilder().setTaskName("tuning").setUnit(" s", 1000)
          .setInitialMax(budget.toMillis()).setStyle(ProgressBarStyle.ASCII)
          .setConsumer(new ConsoleProgressBarConsumer(console.err())).hideEta().build();
    }

    @Override
    public void update(Progress.State state) {
      bar.stepTo(Math.min(state.elapsed().toMillis(), bar.getMax()));
      bar.setExtraMessage(describe(state));
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** Elsewhere: a line for each better schedule, at most one a second, at least one in ten. */
  final class Lines implements LiveProgress {

    private static final long INTERVAL_MILLIS = 1000;
    private static final long SILENCE_MILLIS = 10_000;

    private final Console console;
    private double shown = Double.POSITIVE_INFINITY;
    private long last = -INTERVAL_MILLIS;

    private Lines(Console console) {
      this.console = console;
    }

    @Override
    public void update(Progress.State state) {
      long now = state.elapsed().toMillis();
      boolean better = state.bestMicros() < shown && now - last >= INTERVAL_MILLIS;
      if (better || now - last >= SILENCE_MILLIS) {
        shown = state.bestMicros();
        last = now;
        console.say("tuning, %3d s: %s".formatted(now / 1000, describe(state)));
      }
    }

    @Override
    public void close() {
      // Every line is complete.
    }
  }
}
