package io.github.dualstream.autoconfigure.contract;

import java.util.Map;

import io.github.dualstream.autoconfigure.actuator.StatusContributor;
import io.github.dualstream.contract.AsyncApi;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;

/**
 * AsyncAPI document of the application, as a part of {@code /actuator/dualstream}.
 */
final class AsyncApiStatus implements StatusContributor {

	private final ObjectProvider<AsyncApi> asyncApi;

	/**
	 * Create the part.
	 * @param asyncApi author of the document, which reads the contracts when it is needed
	 */
	AsyncApiStatus(ObjectProvider<AsyncApi> asyncApi) {
		this.asyncApi = asyncApi;
	}

	@Override
	public String name() {
		return "asyncapi";
	}

	@Override
	public Object status() {
		return JsonMapper.shared()
			.readValue(this.asyncApi.getObject().json(), new TypeReference<Map<String, Object>>() {
			});
	}

	@Override
	public Object summary() {
		return this.asyncApi.getObject().summary();
	}

}
