package dev.jacquard.opencl.device;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips tests where no OpenCL device is, and prints why; with {@code opencl} in the environment
 * variable {@code JACQUARD_REQUIRE} they fail instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresOpenCl.Condition.class)
public @interface RequiresOpenCl {

  /** The decision. */
  final class Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      String missing = new OpenClBackend().missing();
      if (missing.isEmpty()) {
        return ConditionEvaluationResult.enabled("there is an OpenCL device");
      }
      if (String.valueOf(System.getenv("JACQUARD_REQUIRE")).contains("opencl")) {
        throw new IllegalStateException("JACQUARD_REQUIRE asks for OpenCL. " + missing);
      }
      System.out.println("Skipped " + context.getDisplayName() + ": " + missing);
      return ConditionEvaluationResult.disabled(missing);
    }
  }
}
