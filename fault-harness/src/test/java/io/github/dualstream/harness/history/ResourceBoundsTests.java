package io.github.dualstream.harness.history;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ResourceBounds}.
 */
class ResourceBoundsTests {

	private static final ResourceBounds BOUNDS = new ResourceBounds(new ResourceSample(1000, 20, 30, 40));

	@Test
	void whenAllIsWithinItsBoundThenItHolds() {
		assertThat(BOUNDS.check("app", List.of(new ResourceSample(1000, 20, 30, 40), new ResourceSample(1, 1, 1, 1))))
			.isEmpty();
	}

	@Test
	void whenOneIsAboveItsBoundThenItIsNamed() {
		assertThat(message(new ResourceSample(1001, 20, 30, 40)))
			.isEqualTo("H: app held 1001 bytes of heap, more than 1000");
		assertThat(message(new ResourceSample(1, 21, 30, 40))).contains("21 threads");
		assertThat(message(new ResourceSample(1, 20, 31, 40))).contains("31 file descriptors");
		assertThat(message(new ResourceSample(1, 20, 30, 41))).contains("41 waiting notifications");
	}

	@Test
	void whenNothingWasSampledThenThatIsAViolation() {
		assertThat(BOUNDS.check("app", List.of())).hasSize(1);
	}

	private static String message(ResourceSample sample) {
		List<Violation> violations = BOUNDS.check("app", List.of(new ResourceSample(1, 1, 1, 1), sample));
		assertThat(violations).hasSize(1);
		return violations.get(0).toString();
	}

}
