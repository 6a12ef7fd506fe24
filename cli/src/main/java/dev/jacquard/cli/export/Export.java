package dev.jacquard.cli.export;

import dev.jacquard.cli.UsageError;
import dev.jacquard.cli.session.ChosenSchedule;
import dev.jacquard.cli.session.Setting;
import dev.jacquard.dsl.CompilerBug;
import dev.jacquard.dsl.Unsupported;
import dev.jacquard.schedule.backend.Artifact;
import dev.jacquard.schedule.ir.Buffer;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.lang.model.SourceVersion;
import org.jocl.CL;

/** Writes a program as a class that runs alone. */
public final class Export {

  private static final Set<String> NESTED = Set.of("DeviceMemory", "KernelMethod");

  private Export() {}

  /**
   * The name of the class of an op: {@code Matmul}.
   *
   * @throws UsageError if generated code could not use that name
   */
  public static String className(String op) {
    String name = Character.toUpperCase(op.charAt(0)) + op.substring(1);
    boolean ofJava = NESTED.contains(name);
    try {
      Class.forName("java.lang." + name, false, null);
      ofJava = true;
    } catch (ClassNotFoundException | LinkageError _) {
      // free to be used
    }
    if (ofJava || !SourceVersion.isName(name)) {
      throw new UsageError(("%s: its class would be called %s, which generated code cannot use. "
          + "Rename the file and its class.").formatted(op, name));
    }
    return name;
  }

  /** @throws UsageError if it is not the name of a package; empty is the unnamed one */
  public static void requirePackage(String name) {
    for (String word : name.isEmpty() ? new String[0] : name.split("\\.", -1)) {
      if (!SourceVersion.isIdentifier(word) || SourceVersion.isKeyword(word)) {
        throw new UsageError("--package %s: %s. Write words joined by dots, as in com.example."
            .formatted(name, SourceVersion.isKeyword(word)
                ? "\"" + word + "\" is a reserved word of Java"
                : "\"" + word + "\" is no name in Java"));
      }
    }
  }

  /**
   * Runs the artifact on a test input, and writes the class and what belongs to it.
   *
   * @param artifact of the backend {@code opencl} or {@code jvm}
   * @param setting with a value for every size
   * @throws Unsupported for more than one source
   * @throws CompilerBug if the program computes wrongly here; then nothing is written
   */
  public static void write(Artifact artifact, Setting setting, ChosenSchedule schedule,
      String packageName, ExportFolder folder) {
    Parcel parcel = new Parcel(packageName, className(setting.workload().name()), artifact,
        setting, schedule);
    TestData data = new TestData(parcel);
    data.requireRight();
    String place = parcel.place() + parcel.className();
    folder.write(place + ".java", ExportedClass.source(parcel));
    if (parcel.isOpenCl()) {
      folder.write(place + ".cl", artifact.text());
      library(folder);
    }
    folder.write(place + "Example.java", ExampleClass.source(parcel, data));
    folder.write("run.sh", new LaunchFiles(parcel).script());
    folder.write("README.md", new LaunchFiles(parcel).readme());
    for (Buffer input : parcel.program().inputs()) {
      data.writeInput(input, folder.file("test/" + input.name() + ".npy"));
    }
    for (Buffer output : parcel.program().outputs()) {
      data.writeExpected(output, folder.file("test/" + output.name() + ".expected.npy"));
    }
  }

  /** JOCL's jar, which this program runs with, unless it was packed into another. */
  private static void library(ExportFolder folder) {
    try {
      Path jar = Path.of(CL.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isRegularFile(jar) && jar.getFileName().toString().startsWith("jocl")) {
        folder.copy(jar, "lib/" + jar.getFileName());
      }
    } catch (URISyntaxException e) {
      throw new CompilerBug("the place of JOCL cannot be read.", e);
    }
  }
}
