package dev.jacquard.benchmarks;

import dev.jacquard.cli.text.Units;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link Case} measured.
 *
 * @param waited microseconds of our runs, each waited for, round by round
 * @param queued those of our runs that are in flight together, with one wait at the end
 * @param peers those of each form of each peer, by name, of the same rounds
 * @param bounds the microseconds that the case's bound leaves at least, of the same rounds
 */
record Duel(Case of, Figures waited, Figures queued, Map<String, Figures> peers, Figures bounds) {

  /** The better of the two ways in which ours can run. */
  Figures ours() {
    return waited.median() <= queued.median() ? waited : queued;
  }

  /** The fastest of all forms of all peers, by median; none if no peer does the op. */
  Optional<String> best() {
    return peers.entrySet().stream()
        .min((a, b) -> Double.compare(a.getValue().median(), b.getValue().median()))
        .map(Map.Entry::getKey);
  }

  /** The best peer's time over ours, round by round: more than 1 is faster. */
  Optional<Figures> ratios() {
    return best().map(name -> peers.get(name).over(ours()));
  }

  /** Whether the ratio may be the goal; if it is not known well, whether its median is. */
  Optional<Boolean> met() {
    return ratios().map(ratios -> of.isEnough(share()) || (Interval.of(ratios).isNarrow()
        ? Interval.of(ratios).reaches(of.goal()) : ratios.median() >= of.goal()));
  }

  /** Of its bound. */
  double share() {
    return bounds.over(ours()).median();
  }

  /** The row for programs; what concerns a peer is null without one. */
  Map<String, Object> fields() {
    Optional<Interval> interval = ratios().map(Interval::of);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("op", of.op());
    fields.put("shape", of.shape());
    fields.put("ours_us", Units.round(ours().median(), 2));
    fields.put("peer", best().orElse(null));
    fields.put("peer_us", best().map(name -> Units.round(peers.get(name).median(), 2))
        .orElse(null));
    fields.put("ratio", ratios().map(ratios -> Units.round(ratios.median(), 4)).orElse(null));
    fields.put("interval", interval.map(each -> List.of(Units.round(each.low(), 4),
        Units.round(each.high(), 4))).orElse(null));
    fields.put("bound_share", Units.round(share(), 4));
    fields.put("layouts", of.layouts().label());
    return fields;
  }

  /** Everything else: the goal, and the time of every form of every peer in microseconds. */
  Map<String, Object> detail() {
    Map<String, Object> times = new LinkedHashMap<>();
    peers.forEach((name, micros) -> times.put(name, Units.round(micros.median(), 2)));
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("row", of.toString());
    detail.put("goal", of.goal());
    detail.put("met", met().orElse(null));
    detail.put("latency_us", Units.round(waited.median(), 2));
    detail.put("rounds", ours().rounds().length);
    detail.put("peers_us", times);
    return detail;
  }

  /** The geometric mean of the ratios of those that have a peer. */
  static Optional<Double> geometricMean(List<Duel> duels) {
    double[] logarithms = duels.stream().flatMap(duel -> duel.ratios().stream())
        .mapToDouble(ratios -> Math.log(ratios.median())).toArray();
    return logarithms.length == 0 ? Optional.empty()
        : Optional.of(Math.exp(java.util.Arrays.stream(logarithms).average().orElseThrow()));
  }
}
