import Benchmark

// Each name ends with its target; the column `time` is the median.
NoiseBenchmark.register()
RenyiBenchmark.register()
PrivacyLossBenchmark.register()
PrivateStepBenchmark.register()
Benchmark.main()
