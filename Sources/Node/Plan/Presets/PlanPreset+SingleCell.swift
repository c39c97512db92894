extension PlanPreset {
  /// Cell types of the human pancreas from gene expression, as in DeCaPH.
  static let singleCell = PlanPreset(
    name: "single-cell",
    about: "cell types of the pancreas from 15558 genes",
    hospitals: 5, epsilon: 6.0
  ) { numbers in
    """
    \(numbers.head("single-cell"))
    #
    # Task: DeCaPH (Fang et al., eBioMedicine 2024), cell types of the human pancreas, five studies in
    # the place of hospitals: Baron 2016, Muraro 2016, Segerstolpe 2016, Wang 2016, Xin 2016; their
    # matrices are public (GEO GSE84133, GSE85241, GSE83139, GSE81608; ArrayExpress E-MTAB-5061), each
    # under its own terms. Budget 6, clip 1 and rate 0.15 are the defaults of the paper's code
    # (github.com/cleverhans-lab/DeCaPH); its own commands for these cells take budget 5.6, clip 0.5
    # and rate 0.1, with weight decay, which there is none of here. Rounds and sampling are chosen
    # here and not measured.
    # Each hospital gives a CSV file: a row a cell, a column a gene, and the column of the cell type.

    format = 1
    title = "Pancreas: cell types from gene expression"

    [data]
    classes = ["alpha", "beta", "gamma", "delta"]

    [data.table]
    label = "cell_type"

    [[data.table.feature]]
    # The genes that all hospitals have in common, one name on each line, in a file beside this one;
    # 'init' reads it and needs it. So that it holds the header of one file:
    #   head -n 1 cells.csv | tr -d '"\\r' | tr ',' '\\n' | grep -vx cell_type | sort > h1.txt
    # and the genes that two lists have in common:   comm -12 h1.txt h2.txt > genes.txt
    columns_file = "genes.txt"
    # How many they are: 'plan check' reckons with it before the file is there, and afterwards the
    # file has to have as many.
    columns_count = 15558
    # The range is public, values outside are clipped. The paper takes log10(count + 1).
    low = 0
    high = 4
    unit = "log10(count + 1)"

    [model]
    # 15558-1000-100-4 as in the paper: 15.7 million parameters, 63 MB in each file of a round
    # (ring = 32). The
    # noise grows with the parameters; hidden = [32] has 32 times fewer.
    kind = "mlp"
    hidden = [1000, 100]

    [training]
    rounds = 100
    # 500 cells in a round, on average.
    sampling_rate = \(numbers.samplingRate(batch: 500, of: 2000 * numbers.hospitals))
    # 2000 cells for each hospital; put your own estimate of the sum here.
    nominal_records = \(2000 * numbers.hospitals)
    clip_norm = 1.0
    seed = 7

    [training.optimizer]
    kind = "sgd"
    learning_rate = 0.15
    momentum = 0.0

    # No [census]: one cell would touch 31000 sums, and the noise that hides it would drown them. The
    # genes have one scale already.

    [evaluation]
    every = 50
    held_out = 0.2
    bins = 10
    noise_multiplier = 5.0

    \(numbers.end(
      epsilon: 6.0, records: 2000 * numbers.hospitals, unit: "example",
      why: """
        # One cell, as in the paper. A donor has thousands of cells and is protected far less. "patient"
        # with patient = "donor" in [data.table] protects donors; it needs hundreds of them.
        """))
    """
  }
}
