package dev.jacquard.jvm;

import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.DType;
import dev.jacquard.dsl.Expr;
import dev.jacquard.dsl.FloatConst;
import dev.jacquard.dsl.IntConst;
import dev.jacquard.dsl.Load;
import dev.jacquard.dsl.data.Tensor;
import dev.jacquard.schedule.backend.Backend;
import dev.jacquard.schedule.backend.Executable;
import dev.jacquard.schedule.ir.Buffer;
import dev.jacquard.schedule.ir.HostStmt;
import dev.jacquard.schedule.ir.Kernel;
import dev.jacquard.schedule.ir.Memory;
import dev.jacquard.schedule.ir.Program;
import dev.jacquard.schedule.ir.Stmt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Many small expressions over operands in memory, computed by one kernel of a backend, beside the
 * values that were worked out by hand. Operands in memory keep compilers from folding them.
 */
public final class Operands {

  private static final int MOST = 256;

  private record Row(String what, DType type, int place, long bits, double real) {}

  private final Map<DType, Tensor> operands = new LinkedHashMap<>();
  private final Map<DType, Integer> used = new LinkedHashMap<>();
  private final Map<DType, Tensor> results = new LinkedHashMap<>();
  private final Map<DType, Integer> filled = new LinkedHashMap<>();
  private final List<Stmt> stores = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  /** An operand in memory. */
  public Expr integer(DType type, long value) {
    int place = used.merge(type, 1, Integer::sum) - 1;
    operands.computeIfAbsent(type, t -> Tensor.zeros(t, MOST)).setLong(value, place);
    return new Load("in_" + type, type, List.of(IntConst.index(place)));
  }

  /** An operand in memory. */
  public Expr real(DType type, double value) {
    int place = used.merge(type, 1, Integer::sum) - 1;
    operands.computeIfAbsent(type, t -> Tensor.zeros(t, MOST)).setDouble(value, place);
    return new Load("in_" + type, type, List.of(IntConst.index(place)));
  }

  /** An operand that is a constant of the program. */
  public static Expr constant(DType type, double value) {
    return type.isFloat() ? new FloatConst(type, value) : new IntConst(type, (long) value);
  }

  public void expect(Expr e, long bits) {
    add(e.toString() + " of " + e.children().getFirst().type(), e, bits, 0);
  }

  public void expectReal(Expr e, double value) {
    add(e.toString(), e, 0, value);
  }

  private void add(String what, Expr e, long bits, double real) {
    int place = filled.merge(e.type(), 1, Integer::sum) - 1;
    results.computeIfAbsent(e.type(), t -> Tensor.zeros(t, MOST));
    stores.add(new Stmt.Store("out_" + e.type(), List.of(IntConst.index(place)), e));
    rows.add(new Row(what, e.type(), place, bits, real));
  }

  /** Runs all on a backend; one line for each value that differs. */
  public List<String> differences(Backend backend, double relativeError) {
    Map<String, Tensor> arguments = new LinkedHashMap<>();
    List<Buffer> inputs = buffers("in_", operands, arguments);
    List<Buffer> outputs = buffers("out_", results, arguments);
    List<Buffer> all = new ArrayList<>(inputs);
    all.addAll(outputs);
    Kernel kernel = new Kernel("all", all, List.of(), List.of(), List.of(),
        new Stmt.Block(stores));
    Program program = new Program("operands", inputs, outputs, List.of(), List.of(),
        List.of(kernel), List.of(), List.of(new HostStmt.Launch("all")));
    try (Executable executable = backend.load(backend.emit(program, null),
        backend.devices().getFirst())) {
      executable.run(arguments);
    }
    return rows.stream().filter(row -> !agrees(row, relativeError)).map(this::line).toList();
  }

  private static List<Buffer> buffers(String prefix, Map<DType, Tensor> tensors,
      Map<String, Tensor> arguments) {
    List<Buffer> buffers = new ArrayList<>();
    tensors.forEach((type, tensor) -> {
      arguments.put(prefix + type, tensor);
      buffers.add(new Buffer(prefix + type, type, Memory.GLOBAL,
          List.of(IntConst.index(MOST))));
    });
    return buffers;
  }

  private boolean agrees(Row row, double relativeError) {
    Tensor result = results.get(row.type);
    if (!row.type.isFloat()) {
      return result.getLong(row.place) == row.type.wrap(row.bits);
    }
    double value = result.getDouble(row.place);
    double wanted = row.type == DType.F32 ? (float) row.real : row.real;
    return Double.compare(value, wanted) == 0
        || Math.abs(value - wanted) <= relativeError * Math.abs(wanted);
  }

  private String line(Row row) {
    Tensor result = results.get(row.type);
    return row.type.isFloat()
        ? "%s is %s, not %s".formatted(row.what, result.getDouble(row.place), row.real)
        : "%s is %d, not %d".formatted(row.what, result.getLong(row.place),
            row.type.wrap(row.bits));
  }

  /** Rows {@code OP,TYPE,a,b,value}, or {@code OP,TYPE,a,value}. */
  public void table(String text) {
    for (String line : text.strip().split("\\s+")) {
      String[] parts = line.split(",");
      DType type = DType.parse(parts[1]);
      Expr a = integer(type, Long.parseLong(parts[2]));
      if (parts.length == 4) {
        expect(new dev.jacquard.dsl.Unary(dev.jacquard.dsl.UnaryOp.valueOf(parts[0]), a),
            Long.parseLong(parts[3]));
      } else if (parts.length == 5) {
        expect(new dev.jacquard.dsl.Binary(dev.jacquard.dsl.BinaryOp.valueOf(parts[0]), a,
            integer(type, Long.parseLong(parts[3]))), Long.parseLong(parts[4]));
      } else {
        throw new CompilerBug(line);
      }
    }
  }
}
