extension PlanPreset {
  /// The COVID-19 Radiography Database.
  static let covidRadiography = PlanPreset(
    name: "covid-radiography",
    about: "COVID-19 Radiography Database: 3 classes, small network",
    hospitals: 3, epsilon: 4.0
  ) { numbers in
    """
    \(numbers.head("covid-radiography"))
    #
    # Data: COVID-19 Radiography Database (Chowdhury et al., IEEE Access 2020; Rahman et al., Computers
    # in Biology and Medicine 2021): 3616 COVID, 10192 normal, 1345 viral pneumonia, and 6012 images of
    # lung opacity that are not used here. It gathers several open collections, each with its own
    # terms; read them on its page before use:
    # https://www.kaggle.com/datasets/tawsifurrahman/covid19-radiography-database
    # 'decaph-node split FOLDER --into split --hospitals \(numbers.hospitals)' divides it to try; hospitals with
    # images of their own give a folder with one folder per class.
    # Classes come from different sources: what a model reaches here says nothing clinical.

    format = 1
    title = "Chest radiographs: COVID, normal, viral pneumonia"

    [data]
    # Folders are matched without regard to case and separators.
    classes = ["COVID", "Normal", "Viral Pneumonia"]

    [data.images]
    # Grey squares of this side, in pixels.
    side = 64

    [model]
    # Small on purpose: the noise grows with the number of parameters.
    kind = "cnn"
    filters = [8, 16, 32]
    groups = 4
    hidden = 0

    [training]
    rounds = 100
    # 900 of 15153 images in a round, on average.
    sampling_rate = \(numbers.samplingRate(batch: 900, of: 15153))
    # The whole database, on however many hospitals; for images of your own the sum over all
    # hospitals.
    nominal_records = 15153
    clip_norm = 1.0
    seed = 7

    [training.optimizer]
    # Those of 'decaph-node demo'. Not measured on this database.
    kind = "sgd"
    learning_rate = 0.3
    momentum = 0.9

    [evaluation]
    # After every 50 training rounds, on images that every hospital keeps out of training.
    every = 50
    held_out = 0.2
    bins = 10
    noise_multiplier = 8.0

    \(numbers.end(
      epsilon: 4.0, records: 15153, unit: "example",
      why: """
        # The database does not name patients, so epsilon is for one image. Where every hospital can
        # name them in a metadata.csv, choose "patient".
        """))
    """
  }
}
