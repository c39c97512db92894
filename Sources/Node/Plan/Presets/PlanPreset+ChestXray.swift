extension PlanPreset {
  /// Several findings in one chest radiograph, after the X-ray task of DeCaPH.
  static let chestXray = PlanPreset(
    name: "chest-xray-multilabel",
    about: "four findings in chest radiographs (after DeCaPH)",
    hospitals: 3, epsilon: 4.0
  ) { numbers in
    """
    \(numbers.head("chest-xray-multilabel"))
    #
    # Task: after DeCaPH (Fang et al., eBioMedicine 2024), four labels of frontal chest radiographs of
    # three collections in the place of hospitals, each under its own terms: NIH ChestX-ray14 (Wang
    # et al., CVPR 2017), CheXpert (Irvin et al., AAAI 2019), PadChest (Bustos et al., Medical Image
    # Analysis 2020). The paper's code (github.com/cleverhans-lab/DeCaPH) trains a DenseNet-121 on
    # 224 pixels, from weights of MIMIC-CXR or ImageNet, to epsilon 0.62 or 0.65 per image. Model,
    # size and budget here are others, and not measured on these data.
    # CheXpert calls the effusion 'Pleural Effusion': rename its column. An image with -1
    # (uncertain) in one of the four columns is left out.
    # Each hospital gives a folder with the images and a metadata.csv with the columns file and
    # patient and a column of 0 and 1 for each label, or one column 'findings' that lists them with |.

    format = 1
    title = "Chest radiographs: atelectasis, effusion, cardiomegaly, no finding"

    [data]
    classes = ["Atelectasis", "Effusion", "Cardiomegaly", "No Finding"]

    [data.images]
    # Grey squares of this side, in pixels.
    side = 64
    # Any number of the classes for each image, from metadata.csv.
    labels = "columns"

    [model]
    # Small and from scratch: the noise grows with the number of parameters.
    kind = "cnn"
    filters = [8, 16, 32]
    groups = 4
    hidden = 0
    # Each label by itself.
    loss = "sigmoid"

    [training]
    rounds = 150
    # 1000 patients in a round, on average.
    sampling_rate = \(numbers.samplingRate(batch: 1000, of: 10_000 * numbers.hospitals))
    # 10000 patients for each hospital; put your own estimate of the sum here. NIH ChestX-ray14 has
    # 30805.
    nominal_records = \(10_000 * numbers.hospitals)
    clip_norm = 1.0
    seed = 7

    [training.optimizer]
    # Those of 'decaph-node demo'. Not measured on these data.
    kind = "sgd"
    learning_rate = 0.3
    momentum = 0.9

    [evaluation]
    # After every 50 training rounds, on patients that every hospital keeps out of training.
    every = 50
    held_out = 0.2
    bins = 10
    noise_multiplier = 8.0

    \(numbers.end(
      epsilon: 4.0, records: 10_000 * numbers.hospitals, unit: "patient",
      why: "# All images of a patient together; every image has to name its patient."))
    """
  }
}
