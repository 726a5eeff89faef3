package io.backstop.shell.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.junit.jupiter.api.Test;

class CodesTest {
    private enum Side {
        LONG,
        SHORT
    }

    private static final Codes<Side> SIDES = new Codes<>("side", Side.class, side -> switch (side) {
        case LONG -> 3;
        case SHORT -> 127;
    });

    @Test
    void aConstantIsOneByteThatIsReadBack() {
        Output out = new Output(8);
        SIDES.write(out, Side.LONG);
        SIDES.write(out, Side.SHORT);
        assertThat(out.toBytes()).containsExactly(3, 127);
        Input in = new Input(out.toBytes());
        assertThat(SIDES.read(in)).isEqualTo(Side.LONG);
        assertThat(SIDES.read(in)).isEqualTo(Side.SHORT);
    }

    @Test
    void aByteThatIsNoCodeIsNamed() {
        assertThatThrownBy(() -> SIDES.read(new Input(new byte[] {-1})))
                .isInstanceOf(CodecException.class)
                .hasMessage("no side has the code -1");
    }

    @Test
    void codesAreDistinctAndFitAByte() {
        assertThatThrownBy(() -> new Codes<>("side", Side.class, side -> 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("code 1 of SHORT is used twice or not from 0 to 127");
        assertThatThrownBy(() -> new Codes<>("side", Side.class, side -> side == Side.LONG ? 0 : 128))
                .hasMessage("code 128 of SHORT is used twice or not from 0 to 127");
    }
}
