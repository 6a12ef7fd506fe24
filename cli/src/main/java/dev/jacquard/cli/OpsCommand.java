package dev.jacquard.cli;

import dev.jacquard.cli.text.Table;
import dev.jacquard.ops.Op;
import dev.jacquard.ops.Ops;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code jacquard ops}: the operators, with their sizes and defaults. */
@picocli.CommandLine.Command(name = "ops", description = "List the ops, their sizes and defaults.")
final class OpsCommand extends Command {

  @Override
  int run(Console console) {
    Table table = new Table("op", "sizes", "what");
    List<Map<String, ?>> ops = new ArrayList<>();
    for (Op op : Ops.all()) {
      table.row(op.name(), op.sizes().toString(), op.summary());
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("op", op.name());
      fields.put("summary", op.summary());
      fields.put("sizes", op.sizes().values());
      ops.add(fields);
    }
    console.print(table.toString());
    console.object(Map.of("ops", ops));
    return 0;
  }
}
