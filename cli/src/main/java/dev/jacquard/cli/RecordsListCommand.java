package dev.jacquard.cli;

import dev.jacquard.cli.session.Records;
import dev.jacquard.cli.text.Table;
import dev.jacquard.cli.text.Units;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jacquard records list}: the best of each workload, and what was imported. */
@picocli.CommandLine.Command(name = "list",
    description = "List the best schedule of each op, sizes and device, and what was imported.")
final class RecordsListCommand extends Command {

  @Parameters(index = "0", arity = "0..1", paramLabel = "OP|FILE", description = "Only of this op.")
  private String op;

  @Mixin
  private DatabaseOption database = new DatabaseOption();

  @Override
  int run(Console console) {
    Path file = database.file();
    List<Records.Row> rows = Records.list(file, Optional.ofNullable(op));
    if (rows.isEmpty()) {
      console.say("There are no records%s in %s.".formatted(op == null ? "" : " of " + op, file));
    } else {
      console.print(table(rows));
    }
    console.object(Map.of("records", fields(rows)));
    return 0;
  }

  private static String table(List<Records.Row> rows) {
    Table table = new Table("op", "sizes", "best", "directives", "state", "device");
    for (Records.Row row : rows) {
      table.row(row.op(), row.sizes().toString(), Units.time(row.bestNanos() / 1e3),
          Integer.toString(row.directives()), row.state(), row.device());
    }
    return table.toString();
  }

  private static List<Map<String, Object>> fields(List<Records.Row> rows) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Records.Row row : rows) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("op", row.op());
      fields.put("algorithm", row.algorithmHash());
      fields.put("sizes", row.sizes().values());
      fields.put("best_us", row.bestNanos() / 1e3);
      fields.put("directives", row.directives());
      fields.put("state", row.state());
      fields.put("device", row.device());
      all.add(fields);
    }
    return all;
  }
}
