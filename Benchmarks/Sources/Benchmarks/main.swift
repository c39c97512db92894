import Benchmark

// Each name ends with its target; the column `time` is the median.
NoiseBenchmark.register()
LayersBenchmark.register()
VectorBenchmark.register()
RenyiBenchmark.register()
PrivacyLossBenchmark.register()
PrivateStepBenchmark.register()
Benchmark.main()
