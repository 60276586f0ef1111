package io.github.dualstream.faults;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * How the test talks to the application under test.
 */
@RestController
final class WorkloadController {

	private final Workload workload;

	private final Sampling sampling;

	WorkloadController(Workload workload, Sampling sampling) {
		this.workload = workload;
		this.sampling = sampling;
	}

	@GetMapping("/sample")
	Sample sample() {
		return this.sampling.now();
	}

	/** Takes its time, so that it is a trouble of its own. */
	@PostMapping("/collect-garbage")
	void collectGarbage() {
		System.gc();
	}

	/** Answers when every publish has its outcome. */
	@PostMapping("/stop")
	void stop() throws InterruptedException {
		this.workload.stop();
	}

}
