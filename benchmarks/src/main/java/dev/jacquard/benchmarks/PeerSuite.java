package dev.jacquard.benchmarks;

import dev.jacquard.benchmarks.engine.Layouts;
import dev.jacquard.benchmarks.peer.Peer;
import dev.jacquard.cli.BenchContext;
import dev.jacquard.cli.Suite;
import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.ScheduleChoice;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.cli.text.Units;
import dev.jacquard.dsl.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Ops at sizes, each against the best of its peers, turn about in one run. Prints a table; its
 * figures are {@code geomean} and {@code rows}, with every peer's time in {@code detail}.
 */
public abstract class PeerSuite implements Suite {

  /** Its rows. */
  abstract List<Case> cases();

  /** The peers that have something to say about them. */
  abstract List<Peer> peers();

  @Override
  public void run(BenchContext context) {
    List<Case> cases = cases().stream()
        .filter(each -> each.matches(context.selection().rows())).toList();
    if (cases.isEmpty()) {
      throw new UserError("No row of %s has \"%s\" in it. Choose one of: %s.".formatted(name(),
          context.selection().rows(), String.join("; ", cases().stream().map(Case::toString)
              .toList())));
    }
    List<Peer> against = context.selection().peers().isEmpty() ? peers()
        : context.selection().peers().stream().map(Peer::of).toList();
    try {
      Path folder = Files.createTempDirectory("jacquard-bench");
      try {
        report(context, measure(context, cases, against, folder));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UserError("The benchmark's files cannot be written: " + e.getMessage()
          + ". Mend that and try again.", e);
    }
  }

  private record Measured(List<Duel> duels, Set<String> notes) {}

  private Measured measure(BenchContext context, List<Case> cases, List<Peer> against, Path folder)
      throws IOException {
    Path database = context.database().orElse(folder.resolve("tuning.db"));
    Bench bench = new Bench(context.choice(), context.budget(), context.seed(), database,
        context.console()::say);
    Measured measured = new Measured(new ArrayList<>(), new LinkedHashSet<>());
    try (Peaks peaks = new Peaks(bench, folder)) {
      for (Case each : cases) {
        bench.talk().accept(each.toString());
        ChosenSchedule chosen = schedule(bench, each, context.selection().tuned());
        measure(new PeerRow(bench, each, folder.resolve("row")), against, chosen, peaks, measured);
        delete(folder.resolve("row"));
      }
    }
    return measured;
  }

  private static void measure(PeerRow one, List<Peer> against, ChosenSchedule chosen, Peaks peaks,
      Measured measured) throws IOException {
    List<String> notes = new ArrayList<>();
    try (one) {
      measured.duels.add(one.measure(against, chosen, peaks, notes));
    }
    measured.notes.addAll(notes);
  }

  private static ChosenSchedule schedule(Bench bench, Case of, boolean tuned) {
    Setting setting = bench.setting(of.workload());
    boolean written = of.workload().byHand(bench.choice().device().target()).isPresent();
    if (!tuned && of.layouts() == Layouts.GIVEN && written) {
      return new ChosenSchedule("hand", "written by hand, with layouts of its choice",
          of.workload().byHandInLayouts(bench.choice().device().target()).orElseThrow());
    }
    return tuned ? bench.tuned(setting)
        : ScheduleChoice.choose(setting, Optional.of(written ? "hand" : "untuned"));
  }

  private void report(BenchContext context, Measured measured) throws IOException {
    context.print(DuelTable.of(measured.duels));
    if (context.selection().markdown().isPresent()) {
      Path file = context.selection().markdown().get();
      List<String> rows = cases().stream().map(Results::key).toList();
      Results results = Results.read(file);
      measured.duels.forEach(duel -> results.put(name(), rows, duel));
      results.write(file);
    }
    measured.notes.forEach(context::print);
    context.figure("geomean", Duel.geometricMean(measured.duels)
        .map(mean -> Units.round(mean, 4)).orElse(null));
    context.figure("rows", measured.duels.stream().map(Duel::fields).toList());
    context.figure("detail", measured.duels.stream().map(Duel::detail).toList());
    context.figure("notes", List.copyOf(measured.notes));
  }

  /** Removes a folder, if it is there, with all that is in it. */
  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
