package io.github.dualstream.test;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContainerEngine}.
 */
@Tag("containers")
@ExtendWith(OutputCaptureExtension.class)
class ContainerEngineTests {

	@Test
	@EnabledIf("io.github.dualstream.test.ServerKind#containersAreChosen")
	void whenServersAreContainersThenTheEngineAnswers() {
		assertThat(ContainerEngine.answers()).isTrue();
	}

	@Test
	void whenThereIsNoneThenTestcontainersDoesNotComplain(CapturedOutput output) {
		ContainerEngine.answers();
		assertThat(output).doesNotContain("Docker environment");
	}

}
