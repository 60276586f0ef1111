package kotlin.coroutines;

/**
 * Stands for Kotlin's own: a suspend function is compiled with one as its last parameter.
 *
 * @param <T> what the function returns
 */
public interface Continuation<T> {

}
