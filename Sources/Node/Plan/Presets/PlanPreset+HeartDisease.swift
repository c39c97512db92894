extension PlanPreset {
  /// UCI Heart Disease: four real hospitals, small, with much missing.
  static let heartDisease = PlanPreset(
    name: "heart-disease",
    about: "UCI Heart Disease: 13 columns, much missing, logistic",
    hospitals: 4, epsilon: 2.0
  ) { numbers in
    """
    \(numbers.head("heart-disease"))
    #
    # Data: UCI Heart Disease (Janosi, Steinbrunn, Pfisterer, Detrano 1988), four hospitals: Cleveland
    # 303 patients, Budapest 294, Zurich and Basel 123, Long Beach VA 200. Licence CC BY 4.0,
    # https://archive.ics.uci.edu/dataset/45/heart+disease
    # Each hospital gives its own CSV file with a header; the order of the columns does not matter.
    # The class is 'disease': 0 for no narrowing, 1 for any (column 'num' of the original above 0).

    format = 1
    title = "Heart disease: any narrowing of a coronary artery"

    [data]
    classes = ["0", "1"]

    [data.table]
    label = "disease"
    # Columns that are missing in more than this share of all records are left out by everybody, as
    # the census finds it. Here that is 'ca' (66 %); 'thal' (53 %) stays.
    most_missing = 0.6
    # low and high become 0 and 1, values outside are clipped. 'unit' is for people to compare with
    # their own file; nothing is converted. 'missing_values' mean unknown, as an empty cell does.
    feature = [
      { column = "age", low = 20, high = 90, unit = "years" },
      # 0 female, 1 male
      { column = "sex", values = ["0", "1"] },
      # chest pain: 1 typical angina, 2 atypical, 3 not angina, 4 none
      { column = "cp", values = ["1", "2", "3", "4"] },
      # blood pressure at rest; one record says 0
      { column = "trestbps", low = 80, high = 220, unit = "mmHg", missing_indicator = true, missing_values = ["0"] },
      # cholesterol; Switzerland wrote 0 throughout, which means unknown
      { column = "chol", low = 80, high = 600, unit = "mg/dl", missing_indicator = true, missing_values = ["0"] },
      # fasting blood sugar above 120 mg/dl
      { column = "fbs", values = ["0", "1"] },
      # ECG at rest: 0 normal, 1 ST-T abnormal, 2 hypertrophy of the left ventricle
      { column = "restecg", values = ["0", "1", "2"] },
      # highest heart rate
      { column = "thalach", low = 60, high = 220, unit = "beats/min", missing_indicator = true },
      # angina at exercise
      { column = "exang", values = ["0", "1"] },
      # ST depression at exercise
      { column = "oldpeak", low = -3, high = 7, unit = "mm", missing_indicator = true },
      # slope of the ST segment: 1 up, 2 flat, 3 down
      { column = "slope", values = ["1", "2", "3"] },
      # vessels coloured by fluoroscopy
      { column = "ca", low = 0, high = 3, unit = "vessels", missing_indicator = true },
      # thallium scan: 3 normal, 6 fixed defect, 7 reversible defect; two records say 0
      { column = "thal", values = ["3", "6", "7"], missing_values = ["0"] },
    ]

    [model]
    # So few patients carry no more under this budget.
    kind = "logistic"

    [census]
    # Round 1 counts, with noise in units of the norm of one record's counts; training standardises
    # its inputs by it, and a missing number becomes the mean.
    noise_multiplier = 5.0

    [training]
    # Every record is in every round (sampling_rate = 1): with so few patients a small number of
    # large rounds loses least to the noise.
    rounds = 20
    sampling_rate = 1.0
    # 920 for the four hospitals; with another number of hospitals 230 each are assumed.
    nominal_records = \(230 * numbers.hospitals)
    clip_norm = 1.0
    seed = 7

    [training.optimizer]
    kind = "sgd"
    learning_rate = 1.0
    momentum = 0.5

    # To measure the model, remove the # below. These data are public, so exact counts do no harm;
    # every hospital accepts that with --accept-no-noise. On patients of your own give
    # noise_multiplier in place of noise; with so few held out it measures only roughly.
    # [evaluation]
    # every = 20
    # held_out = 0.25
    # bins = 100
    # noise = "none"

    \(numbers.end(
      epsilon: 2.0, records: 230 * numbers.hospitals, unit: "example",
      why: "# Each row is a patient here, so that an example is a patient."))
    """
  }
}
