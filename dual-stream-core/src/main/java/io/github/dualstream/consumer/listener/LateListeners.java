package io.github.dualstream.consumer.listener;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.dualstream.consumer.DualStreamListener;

import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Rejects beans that have methods with {@link DualStreamListener} and are created after
 * the search for such methods, if their declared type did not reveal them: these methods
 * would never be called. Thread-safe.
 */
public final class LateListeners implements BeanPostProcessor {

	private final Set<String> registered = ConcurrentHashMap.newKeySet();

	private volatile boolean refusing;

	/**
	 * Create the check, which rejects nothing yet.
	 */
	public LateListeners() {
	}

	void registered(String bean) {
		this.registered.add(bean);
	}

	void refuse() {
		this.refusing = true;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		if (this.refusing && !this.registered.contains(name) && !ScopedProxyUtils.isScopedTarget(name)) {
			for (Method method : ListenerMethods.of(AopUtils.getTargetClass(bean)).keySet()) {
				throw new InvalidListenerException(DualStreamListener.class, method,
						"is in bean '" + name + "', which was created after the search for listeners",
						"Let the declared type of the bean be its class: the return type of its @Bean method, or the "
								+ "object type of its FactoryBean. Or do not make it lazy.");
			}
		}
		return bean;
	}

}
