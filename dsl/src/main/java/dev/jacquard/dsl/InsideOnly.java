package dev.jacquard.dsl;

import java.util.ArrayList;
import java.util.List;

/**
 * Spells out "only values for which every access is inside" (PlaidML's rule).
 *
 * <pre>
 * sum inside(k: a[(x + k) / 2] * b[k])
 *   -&gt;   sum(k: select((x + k) % 2 == 0 &amp; 0 &lt;= (x + k) / 2 &amp; (x + k) / 2 &lt; n
 *               &amp; ..., a.clamp[(x + k) / 2] * b.clamp[k], 0))
 * </pre>
 */
final class InsideOnly {

  private final List<Expr> conditions = new ArrayList<>();

  private InsideOnly() {}

  static Reduce apply(Reduce reduce) {
    InsideOnly rewrite = new InsideOnly();
    Expr body = rewrite.rewrite(reduce.body());
    Reduce plain = new Reduce(reduce.combiner(), reduce.variables(), body);
    return rewrite.conditions.isEmpty() ? plain
        : plain.where(rewrite.conditions.stream().reduce(Expr::and).orElseThrow());
  }

  private Expr rewrite(Expr e) {
    Expr mapped = e.mapChildren(this::rewrite);
    return mapped instanceof Access access && access.edge().isNone() ? clamped(access) : mapped;
  }

  private Access clamped(Access access) {
    for (int d = 0; d < access.indices().size(); d++) {
      Range range = access.source().range(d);
      Expr index = access.indices().get(d);
      if (index instanceof Binary(BinaryOp op, Expr whole, IntConst parts)
          && op == BinaryOp.DIV) {
        conditions.add(whole.rem(parts).eq(0));
      }
      conditions.add(range.min().le(index));
      conditions.add(index.le(range.max()));
    }
    return new Access(access.source(), access.indices(), Edge.CLAMP, access.component());
  }
}
