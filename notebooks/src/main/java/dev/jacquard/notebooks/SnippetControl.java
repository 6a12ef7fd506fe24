package dev.jacquard.notebooks;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.LineNumberInfo;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.instruction.LineNumber;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs what JShell compiled in this thread, and keeps the values and exceptions themselves, of
 * which JShell passes on only text.
 *
 * <p>JShell wraps a snippet in a class, so that the lines of its code are not those of the cell.
 * They are put right here in the class file, before it is loaded: {@code $JShell$7.java:12}
 * becomes {@code cell 3:2}, in stack traces and wherever else a program asks for its caller.
 */
final class SnippetControl extends DirectExecutionControl {

  private Place place;
  private List<SnippetWrapper> wrappers = List.of();
  private Object value;
  private Throwable thrown;

  /** Gives JShell this control. */
  record Provider(SnippetControl control) implements ExecutionControlProvider {

    @Override
    public String name() {
      return "notebook";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
      return control;
    }
  }

  /** Says what is evaluated next, and how JShell wraps it. */
  void begin(Place next, List<SnippetWrapper> wrapped) {
    place = next;
    wrappers = wrapped;
    value = null;
    thrown = null;
  }

  /** What is being evaluated, or was last. */
  Place place() {
    return place;
  }

  /** The value of the last expression since {@link #begin}; none if it was null or void. */
  Optional<Object> value() {
    return Optional.ofNullable(value);
  }

  /** What ended the evaluation early. */
  Optional<Throwable> thrown() {
    return Optional.ofNullable(thrown);
  }

  @Override
  protected String invoke(Method method) {
    if (thrown == null) {
      try {
        value = method.invoke(null);
      } catch (InvocationTargetException e) {
        thrown = e.getCause();
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
    return "";
  }

  @Override
  public void load(ClassBytecodes[] classes) throws ClassInstallException,
      NotImplementedException, EngineTerminationException {
    ClassFile files = ClassFile.of();
    Map<Integer, Integer> lines = new HashMap<>();
    for (ClassBytecodes each : classes) {
      first(files.parse(each.bytecodes())).ifPresent(line -> lines.putAll(linesFrom(line)));
    }
    super.load(Arrays.stream(classes).map(each -> new ClassBytecodes(each.name(),
        files.transformClass(files.parse(each.bytecodes()), relabel(lines))))
        .toArray(ClassBytecodes[]::new));
  }

  /** The line of the class that wraps a snippet: its constructor, which is implicit, has it. */
  private static Optional<Integer> first(ClassModel type) {
    boolean wrapper = type.thisClass().asInternalName().matches("REPL/\\$JShell\\$\\w+");
    return type.methods().stream()
        .filter(method -> wrapper && method.methodName().equalsString("<init>"))
        .flatMap(SnippetControl::lines).map(LineNumberInfo::lineNumber).findFirst();
  }

  private static java.util.stream.Stream<LineNumberInfo> lines(MethodModel method) {
    return method.code().flatMap(code -> code.findAttribute(Attributes.lineNumberTable())).stream()
        .flatMap(table -> table.lineNumbers().stream());
  }

  /** From lines of a class file whose wrapping class stands at {@code first}, to the cell's. */
  private Map<Integer, Integer> linesFrom(int first) {
    Map<Integer, Integer> lines = new HashMap<>();
    for (SnippetWrapper wrapper : wrappers) {
      int classLine = -1;
      int number = 0;
      int position = 0;
      for (String line : wrapper.wrapped().split("\n", -1)) {
        if (line.startsWith("class $JShell$")) {
          classLine = number;
        }
        int start = position + line.length() - line.stripLeading().length();
        if (classLine >= 0) {
          lines.putIfAbsent(first + number - classLine,
              place.line(wrapper.wrappedToSourcePosition(start)));
        }
        number++;
        position += line.length() + 1;
      }
    }
    return lines;
  }

  private ClassTransform relabel(Map<Integer, Integer> lines) {
    CodeTransform code = (builder, element) -> {
      if (element instanceof LineNumber number) {
        builder.lineNumber(lines.getOrDefault(number.line(), number.line()));
      } else {
        builder.with(element);
      }
    };
    return ClassTransform.transformingMethodBodies(code).andThen((builder, element) -> {
      if (element instanceof SourceFileAttribute) {
        builder.with(SourceFileAttribute.of(place.file()));
      } else {
        builder.with(element);
      }
    });
  }
}
