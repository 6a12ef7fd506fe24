package dev.jacquard.benchmarks;

import dev.jacquard.cli.BenchContext;
import dev.jacquard.cli.Suite;
import dev.jacquard.dsl.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The first operators: capsules, a matrix product beside OpenBLAS's, a blur beside a copy, and how
 * long their kernels' texts take to make.
 *
 * <p>Tunings start from an empty database, so that the budget is all that they get; with
 * {@code --db} from that file, where they also keep what they find.
 */
public final class FirstSuite implements Suite {

  private final Plan plan;
  private final List<String> notes = new ArrayList<>();

  /** With the operators' own sizes; for {@code ServiceLoader}. */
  public FirstSuite() {
    this(Plan.WHOLE);
  }

  FirstSuite(Plan plan) {
    this.plan = plan;
  }

  @Override
  public String name() {
    return "first";
  }

  @Override
  public String summary() {
    return "capsules, matmul against OpenBLAS, blur against a copy, time from DSL to source";
  }

  @Override
  public void run(BenchContext context) {
    List<Row> rows = context.database().map(file -> rows(context, file))
        .orElseGet(() -> inAFolderOfItsOwn(context));
    context.print(RowTable.of(rows));
    notes.forEach(context::print);
    context.figure("notes", notes);
    context.figure("rows", rows.stream().map(Row::fields).toList());
  }

  private List<Row> rows(BenchContext context, Path database) {
    return rows(new Bench(context.choice(), context.budget(), context.seed(), database,
        context.console()::say));
  }

  List<Row> rows(Bench bench) {
    List<Row> rows = new ArrayList<>(new CapsuleRows(bench, plan).measure());
    MatMulRows matmul = new MatMulRows(bench, plan);
    rows.addAll(matmul.measure());
    matmul.missing().ifPresent(notes::add);
    rows.addAll(new BlurRows(bench, plan).measure());
    rows.addAll(new SourceRows(bench, plan).measure());
    return rows;
  }

  private List<Row> inAFolderOfItsOwn(BenchContext context) {
    try {
      Path folder = Files.createTempDirectory("jacquard-bench");
      try {
        return rows(context, folder.resolve("tuning.db"));
      } finally {
        PeerSuite.delete(folder);
      }
    } catch (IOException e) {
      throw new UserError("There is no place for the benchmark's tuning database: "
          + e.getMessage() + ". Give one with --db FILE.", e);
    }
  }
}
