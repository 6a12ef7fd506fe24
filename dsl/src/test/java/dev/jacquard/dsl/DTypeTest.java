package dev.jacquard.dsl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DTypeTest {
    @ParameterizedTest
    @EnumSource
    void namesParse(DType type) {
        assertEquals(type, DType.parse(type.toString()));
    }

    @Test
    void unknownNameListsTypes() {
        UserError error = assertThrows(UserError.class, () -> DType.parse("f33"));
        assertEquals("Unknown type 'f33'. Types: bool, i8, i16, i32, i64, u8, u16, u32, u64, f16, "
            + "bf16, f32, f64. Name one of them.", error.reason());
    }

    @Test
    void wrapSignExtends() {
        assertEquals(-128, DType.I8.wrap(128));
        assertEquals(Integer.MIN_VALUE, DType.I32.wrap(1L << 31));
    }

    @Test
    void wrapZeroExtends() {
        assertEquals(255, DType.U8.wrap(-1));
        assertEquals(0xFFFF_FFFFL, DType.U32.wrap(-1));
        assertEquals(-1, DType.U64.wrap(-1));
    }

    @Test
    void rangesOfIntegers() {
        assertEquals(-32768, DType.I16.minLong());
        assertEquals(32767, DType.I16.maxLong());
        assertEquals(65535, DType.U16.maxLong());
        assertEquals(Long.MAX_VALUE, DType.I64.maxLong());
        assertEquals("18446744073709551615", DType.U64.format(DType.U64.maxLong()));
    }

    @Test
    void wrappingAFloatIsABug() {
        CompilerBug bug = assertThrows(CompilerBug.class, () -> DType.F32.wrap(1));
        assertEquals("DType.wrap has no meaning for f32. This is a bug in Jacquard. Please report "
            + "it with this text and the program that caused it.", bug.getMessage());
    }
}
