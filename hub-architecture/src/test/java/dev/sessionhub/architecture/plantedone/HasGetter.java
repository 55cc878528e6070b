package dev.sessionhub.architecture.plantedone;

record HasGetter(String name) {
    String getName() {
        return name;
    }
}
