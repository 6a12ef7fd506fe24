package dev.jacquard.dsl.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.jacquard.dsl.DType;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorLayoutTest {
    @Test
    void panelsWithZeroPadding() {
        Tensor packed = TensorTest.counting(2, 3).to(Layout.blocked(2, 1, 2));
        assertArrayEquals(new int[] {0, 1, 3, 4, 2, 0, 5, 0},
            packed.segment().toArray(ValueLayout.JAVA_INT));
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, packed.toIntArray());
    }

    @Test
    void columnMajorHasStrides() {
        Tensor tensor = TensorTest.counting(2, 3).to(Layout.order(1, 0));
        assertArrayEquals(new long[] {1, 2}, tensor.strides());
        assertArrayEquals(new int[] {0, 3, 1, 4, 2, 5},
            tensor.segment().toArray(ValueLayout.JAVA_INT));
        assertTrue(tensor.permute(1, 0).isDense());
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeConverts(DType type) {
        Tensor tensor = Tensor.random(type, 3, 5, 7, 6);
        Tensor there = tensor.to(Layout.parse("2 1/4 0/2 1%4 0%2"));
        assertTrue(tensor.contentEquals(there));
        assertTrue(tensor.contentEquals(there.to(Layout.parse("1/3 0/5 2 0%5 1%3"))));
    }

    @RepeatedTest(50)
    void randomLayoutsAgreeWithOffset(RepetitionInfo run) {
        SplittableRandom random = new SplittableRandom(run.getCurrentRepetition());
        Layout layout = Layout.canonical(3);
        for (int d = 0; d < 3; d++) {
            layout = random.nextBoolean() ? layout.withBlock(d, random.nextInt(1, 6)) : layout;
        }
        long[] shape = random.longs(3, 1, 9).toArray();
        Tensor view = TensorTest.counting(shape[2], shape[0], shape[1]).permute(1, 2, 0);
        Tensor packed = view.to(layout);
        for (long i = 0; i < view.size(); i++) {
            long[] index = {i / shape[2] / shape[1], i / shape[2] % shape[1], i % shape[2]};
            assertEquals(view.getLong(index), packed.getLongAt(layout.offset(index, shape)));
            assertEquals(view.getLong(index), packed.getLong(index));
        }
    }

    @Test
    void setReachesABlockedElement() {
        Tensor tensor = Tensor.zeros(DType.F32, Layout.blocked(1, 0, 4), 6);
        tensor.setDouble(3, 5);
        assertArrayEquals(new float[] {0, 0, 0, 0, 0, 3}, tensor.toFloatArray());
        assertEquals("f32 (6,) in layout \"0/4 0%4\" [0.0, 0.0, 0.0, 0.0, 0.0, 3.0]",
            tensor.toString());
    }
}
