package dev.jacquard.jvm.run;

import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;

/** Says aloud that HotSpot only interprets long methods. */
final class MethodSizes {

  /** HotSpot's HugeMethodLimit, in bytes. */
  private static final int COMPILED = 8000;
  private static final System.Logger LOG = System.getLogger(MethodSizes.class.getName());

  private MethodSizes() {}

  static void warn(byte[] classFile) {
    for (MethodModel method : ClassFile.of().parse(classFile).methods()) {
      int length = method.code().map(code -> ((CodeAttribute) code).codeLength()).orElse(0);
      if (length > COMPILED) {
        LOG.log(System.Logger.Level.WARNING, ("Kernel {0} has {1} bytes of code. HotSpot compiles "
            + "methods of up to {2} and interprets longer ones, slowly. Unroll less, or start java "
            + "with -XX:-DontCompileHugeMethods."), method.methodName().stringValue(),
            Integer.toString(length), Integer.toString(COMPILED));
      }
    }
  }
}
