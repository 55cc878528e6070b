package dev.sessionhub.architecture.plantedone;

import jakarta.transaction.Transactional;

class OpensTransaction {

    @Transactional
    void change() {}

    @Transactional
    static class Whole {}
}
