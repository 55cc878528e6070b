package dev.sessionhub.web.plantedone;

record HasGetter(String name) {
    String getName() {
        return name;
    }
}
