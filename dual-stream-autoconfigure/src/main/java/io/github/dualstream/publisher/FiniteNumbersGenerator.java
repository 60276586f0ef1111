package io.github.dualstream.publisher;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Refuses NaN and the infinities, which JSON does not have and Jackson would write as
 * text.
 */
final class FiniteNumbersGenerator extends JsonGeneratorDelegate {

	FiniteNumbersGenerator(JsonGenerator delegate) {
		super(delegate, false);
	}

	@Override
	public JsonGenerator writeNumber(double number) {
		requireFinite(number);
		super.writeNumber(number);
		return this;
	}

	@Override
	public JsonGenerator writeNumber(float number) {
		requireFinite(number);
		super.writeNumber(number);
		return this;
	}

	@Override
	public JsonGenerator writeArray(double[] array, int offset, int length) {
		for (int i = offset; i < offset + length; i++) {
			requireFinite(array[i]);
		}
		super.writeArray(array, offset, length);
		return this;
	}

	private void requireFinite(double number) {
		if (!Double.isFinite(number)) {
			throw new StreamWriteException(this, "JSON has no number " + number);
		}
	}

}
