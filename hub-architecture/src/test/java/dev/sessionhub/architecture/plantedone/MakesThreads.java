package dev.sessionhub.architecture.plantedone;

import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

final class MakesThreads {

    static final class Plain {
        Object make() {
            return new Thread(() -> {});
        }
    }

    static final class Virtual {
        Object make() {
            return Thread.ofVirtual().unstarted(() -> {});
        }
    }

    static final class Started {
        Object make() {
            return Thread.startVirtualThread(() -> {});
        }
    }

    static final class Pool {
        Object make() {
            return Executors.newCachedThreadPool();
        }
    }

    static final class OwnPool {
        Object make() {
            return new ForkJoinPool(1);
        }
    }

    static final class Common {
        CompletableFuture<Integer> make() {
            return CompletableFuture.supplyAsync(() -> 1);
        }
    }

    static final class Clock {
        Object make() {
            return new Timer();
        }
    }
}
