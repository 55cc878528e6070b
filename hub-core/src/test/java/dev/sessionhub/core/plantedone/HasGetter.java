package dev.sessionhub.core.plantedone;

record HasGetter(String name) {
    String getName() {
        return name;
    }
}
