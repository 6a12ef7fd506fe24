package dev.jacquard.jvm.emit;

import com.palantir.javapoet.CodeBlock;
import dev.jacquard.dsl.CompilerBug;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What generated code calls where Java's operators and functions mean something else than OpenCL's
 * or are missing: methods that the class carries along, so that it needs nothing but the JDK.
 */
public final class Helpers {

  private static final Pattern DECLARED =
      Pattern.compile("private static [\\w \\[\\]]*?(\\w+)(\\(| =)");
  private static final Pattern NAME = Pattern.compile("\\w+");
  /** The methods and constants, overloads together, by name. */
  private static final Map<String, String> ALL = read();

  private final Set<String> used = new HashSet<>();

  private static Map<String, String> read() {
    Map<String, String> all = new LinkedHashMap<>();
    try (InputStream file = Helpers.class.getResourceAsStream("helpers.txt")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      for (String each : text.strip().split("\n\n")) {
        Matcher declared = DECLARED.matcher(each);
        if (!declared.find()) {
          throw new CompilerBug("no method in " + each);
        }
        all.merge(declared.group(1), each, (before, next) -> before + "\n\n" + next);
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name of a method that the class has from now on. */
  CodeBlock method(String name) {
    if (!ALL.containsKey(name)) {
      throw new CompilerBug("there is no method " + name + " for generated Java.");
    }
    use(name);
    return CodeBlock.of("$L", name);
  }

  private void use(String name) {
    if (used.add(name)) {
      Matcher names = NAME.matcher(ALL.get(name));
      while (names.find()) {
        if (ALL.containsKey(names.group())) {
          use(names.group());
        }
      }
    }
  }

  /** A compilation unit with what is used at the end of its class: JavaPoet has no such members. */
  public String addTo(String unit) {
    StringBuilder text = new StringBuilder(unit.substring(0, unit.lastIndexOf('}')));
    ALL.forEach((name, source) -> text.append(used.contains(name)
        ? "\n" + source.indent(2).replace("\n  \n", "\n\n") : ""));
    return text.append("}\n").toString();
  }
}
