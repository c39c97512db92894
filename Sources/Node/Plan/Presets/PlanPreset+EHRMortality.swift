extension PlanPreset {
  /// Death in hospital from what is known on the first day, after the GEMINI task of DeCaPH.
  static let ehrMortality = PlanPreset(
    name: "ehr-mortality",
    about: "death in hospital from vital signs and laboratory",
    hospitals: 3, epsilon: 3.0
  ) { numbers in
    """
    \(numbers.head("ehr-mortality"))
    #
    # Task: after DeCaPH (Fang et al., eBioMedicine 2024), death in hospital in the GEMINI data of
    # general medicine in Ontario: a perceptron 436-300-100-1 on 436 inputs. Those data are not public
    # and their list of columns is not copied here.
    #
    # THE COLUMNS BELOW ARE AN EXAMPLE TO BE EDITED: what most hospitals have of the first 24 hours.
    # Agree on each column: its name, its unit, and which value is meant (first, worst, mean). One
    # row is an admission.

    format = 1
    title = "Death in hospital, from the first 24 hours"

    [data]
    # 0 discharged alive, 1 died in hospital
    classes = ["0", "1"]

    [data.table]
    label = "died"
    # Several admissions of a patient are one record, and protected together.
    patient = "patient_id"
    # Columns that are missing in more than this share of all patients are left out by everybody, as
    # the census finds it.
    most_missing = 0.6
    # low and high become 0 and 1, values outside are clipped: choose what is plausible, not what
    # your patients have. 'unit' is for people to compare with their own file; nothing is converted.
    feature = [
      { column = "age", low = 18, high = 100, unit = "years" },
      { column = "sex", values = ["F", "M"] },
      { column = "admission", values = ["emergency", "elective", "transfer"] },

      # vital signs, first value
      { column = "heart_rate", low = 30, high = 200, unit = "beats/min", missing_indicator = true },
      { column = "systolic", low = 60, high = 230, unit = "mmHg", missing_indicator = true },
      { column = "diastolic", low = 30, high = 140, unit = "mmHg", missing_indicator = true },
      { column = "breathing_rate", low = 6, high = 50, unit = "breaths/min", missing_indicator = true },
      { column = "temperature", low = 33, high = 42, unit = "degrees Celsius", missing_indicator = true },
      { column = "oxygen_saturation", low = 60, high = 100, unit = "%", missing_indicator = true },
      { column = "glasgow_coma_scale", low = 3, high = 15, unit = "points", missing_indicator = true },

      # laboratory, first value
      { column = "haemoglobin", low = 40, high = 200, unit = "g/l", missing_indicator = true },
      { column = "leukocytes", low = 0, high = 40, unit = "x 10^9/l", missing_indicator = true },
      { column = "platelets", low = 0, high = 700, unit = "x 10^9/l", missing_indicator = true },
      { column = "sodium", low = 115, high = 165, unit = "mmol/l", missing_indicator = true },
      { column = "potassium", low = 2, high = 8, unit = "mmol/l", missing_indicator = true },
      { column = "creatinine", low = 20, high = 800, unit = "umol/l", missing_indicator = true },
      { column = "urea", low = 1, high = 50, unit = "mmol/l", missing_indicator = true },
      { column = "glucose", low = 2, high = 30, unit = "mmol/l", missing_indicator = true },
      { column = "bilirubin", low = 0, high = 300, unit = "umol/l", missing_indicator = true },
      { column = "alanine_aminotransferase", low = 0, high = 500, unit = "U/l", missing_indicator = true },
      { column = "albumin", low = 10, high = 55, unit = "g/l", missing_indicator = true },
      { column = "c_reactive_protein", low = 0, high = 400, unit = "mg/l", missing_indicator = true },
      { column = "lactate", low = 0, high = 15, unit = "mmol/l", missing_indicator = true },
      { column = "ph", low = 6.9, high = 7.7, unit = "pH", missing_indicator = true },
      { column = "inr", low = 0.8, high = 6, unit = "ratio", missing_indicator = true },
      { column = "troponin", low = 0, high = 1000, unit = "ng/l", missing_indicator = true },

      # known before: 0 no, 1 yes; several columns that are read alike
      { columns = ["diabetes", "heart_failure", "lung_disease", "kidney_disease", "liver_disease", "cancer", "stroke", "dementia"], values = ["0", "1"] },
    ]

    [model]
    # The paper's sizes are 300 and 100 for 436 inputs; fewer inputs need less.
    kind = "mlp"
    hidden = [64, 32]

    [census]
    # Round 1 counts, with noise in units of the norm of one record's counts; training standardises
    # its inputs by it, and a missing number becomes the mean.
    noise_multiplier = 8.0

    [training]
    rounds = 150
    # 1000 patients in a round, on average.
    sampling_rate = \(numbers.samplingRate(batch: 1000, of: 5000 * numbers.hospitals))
    # 5000 patients for each hospital; put your own estimate of the sum here.
    nominal_records = \(5000 * numbers.hospitals)
    clip_norm = 1.0
    seed = 7

    [training.optimizer]
    # Chosen by rule of thumb; no data were at hand to measure them.
    kind = "sgd"
    learning_rate = 0.5
    momentum = 0.9

    [evaluation]
    every = 50
    held_out = 0.2
    bins = 10
    noise_multiplier = 8.0

    \(numbers.end(
      epsilon: 3.0, records: 5000 * numbers.hospitals, unit: "patient",
      why: "# All admissions of a patient together; every row has to name its patient."))
    """
  }
}
